// Printing is the browser's: without scripts the button is not there, and its menu does the same.
for (const button of document.querySelectorAll('button.print')) {
  button.removeAttribute('hidden');
  button.addEventListener('click', () => window.print());
}
