// Before the first paint: the viewer's own choice of light or dark, else the machine's.
try {
  const chosen = localStorage.getItem('creditbook.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the machine's choice then stands.
}
