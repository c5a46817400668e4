// Runs in a page. Answers which controls are too small to press or show no focus (WCAG 2.2 SC 2.5.8, 2.4.7, 2.4.11).
(() => {
  const problems = [];
  const controls = document.querySelectorAll('a[href], button, input:not([type=hidden]), [tabindex]');
  const name = (control) => control.id || JSON.stringify(control.textContent.trim().slice(0, 40));

  // A link in a sentence is as high as its line; SC 2.5.8 leaves it out.
  const inSentence = (control) =>
    control.matches('a') &&
    getComputedStyle(control).display === 'inline' &&
    control.parentElement.textContent.trim() !== control.textContent.trim();

  for (const control of controls) {
    const { width, height } = control.getBoundingClientRect();
    if (!control.matches('[tabindex="-1"]') && !inSentence(control) && Math.min(width, height) < 23.99) {
      problems.push(`too small (${Math.round(width)} × ${Math.round(height)}): ${name(control)}`);
    }
    control.focus({ preventScroll: true, focusVisible: true });
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(control);
    const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(', 0)');
    if (document.activeElement !== control) problems.push(`takes no focus: ${name(control)}`);
    else if (!seen) problems.push(`shows no focus: ${name(control)}`);
  }
  document.activeElement?.blur();
  return problems;
})();
