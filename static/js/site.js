/* The list works without this. With htmx, an answer that cannot be put into the
   page (server error, no connection) is shown by going to its address instead.
   On a narrow screen the filters are folded: the rows come first. */
document.addEventListener("DOMContentLoaded", function () {
  var fold = document.querySelector(".filters-fold");
  if (fold && window.matchMedia("(max-width: 40rem)").matches && !fold.querySelector(".field-error")) {
    fold.open = false;
  }
  function go(event) {
    var config = event.detail.requestConfig;
    if (config && config.verb === "get") {
      var form = event.detail.elt.closest("form");
      if (form) { form.submit(); } else { window.location.href = config.path; }
    }
  }
  document.body.addEventListener("htmx:responseError", go);
  document.body.addEventListener("htmx:sendError", go);
});
