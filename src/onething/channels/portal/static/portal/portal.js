// Only comfort: nothing on these pages needs it.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.requestConfig.triggeringEvent === undefined) event.preventDefault();
});
