// Whoever opens the link with a browser goes straight on; what only looks at links does not press buttons.
document.querySelector('form')?.requestSubmit();
