/* The list works without this. An answer that htmx cannot put into the page is shown by going
   to its address. On a narrow screen the filters are folded: the rows come first. */
document.addEventListener("DOMContentLoaded", function () {
  var fold = document.querySelector(".filters-fold");
  if (fold && matchMedia("(max-width: 40rem)").matches) {
    fold.open = fold.querySelector(".field-error");
  }
  function go(event) {
    var config = event.detail.requestConfig;
    if (config && config.verb === "get") {
      var form = event.detail.elt.closest("form");
      if (form) { form.submit(); } else { location.href = config.path; }
    }
  }
  document.body.addEventListener("htmx:responseError", go);
  document.body.addEventListener("htmx:sendError", go);
});
