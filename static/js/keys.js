/* Keys of a page: what bears data-key is pressed by its key. The page works without it. */
document.onkeydown = (event) => {
  const { target, key, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || target.matches("input:not([type=radio]), select, textarea")) return;
  const one = document.querySelector('[data-key="' + CSS.escape(key.toLowerCase()) + '"]');
  if (one) {
    event.preventDefault();
    one.click();
  }
};
const now = document.querySelector(".page-text .mark-now");
if (now) now.closest(".page-text").scrollTop = now.offsetTop - now.closest(".page-text").offsetTop - 120;
