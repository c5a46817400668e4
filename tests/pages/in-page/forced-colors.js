// Runs in a page under forced colours. Answers which controls have no edge left. Boxes to tick are drawn by the browser.
(() => {
  const problems = [];
  const ground = getComputedStyle(document.body).backgroundColor;
  for (const control of document.querySelectorAll(
    'button, .button, input:not([type=hidden], [type=checkbox], [type=radio])',
  )) {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(control);
    if (borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || borderTopColor === ground) {
      problems.push(`no edge: ${control.id || control.textContent}`);
    }
  }
  return problems;
})();
