// Takes the code out of the address, where it would stay in the history, and sends it as the form would.

const form = document.getElementById("arrive");

function take() {
  const code = location.hash.slice(1);
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = decodeURIComponent(code);
  form.requestSubmit();
}

addEventListener("hashchange", take);
take();
