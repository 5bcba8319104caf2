// A scanned code comes after « # », which no server ever sees; without scripts it is typed.
const field = document.querySelector('input[name="code"]');
const scanned = decodeURIComponent(location.hash.slice(1));
if (field instanceof HTMLInputElement && /^[0-9A-Za-z-]{12,20}$/.test(scanned)) {
  field.value = scanned;
  history.replaceState(null, '', location.pathname);
}
