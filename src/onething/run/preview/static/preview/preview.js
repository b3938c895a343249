// Loads the page again when a file of the working folder has changed. Without this, load it by hand.
const seen = document.currentScript.dataset.version;
setInterval(async () => {
  try {
    const answer = await fetch("/version", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== seen) location.reload();
  } catch {
    // The preview was stopped; the page stays as it is.
  }
}, 1000);
