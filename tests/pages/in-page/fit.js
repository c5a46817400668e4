// Runs in a page. Answers what does not fit: sideways scrolling, text outside the window, clipped, or on other text.
(() => {
  const problems = [];
  const width = document.documentElement.clientWidth;
  const scrolls = document.documentElement.scrollWidth;
  if (scrolls > width) problems.push(`scrolls sideways: ${scrolls} px in ${width} px`);

  const shown = (element) => element.checkVisibility() && element.closest('.unseen') === null;
  const said = (text) => JSON.stringify(text.trim().slice(0, 40));

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !shown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 1) continue;
      // A line's box is higher than its letters.
      const rim = (bottom - top) * 0.22;
      texts.push({ node, element, left, right, top: top + rim, bottom: bottom - rim });
    }
  }

  for (const { node, left, right, element } of texts) {
    if (left < -0.5 || right > width + 0.5) problems.push(`outside the window: ${said(node.data)}`);
    const control = element.closest('button, .button, a');
    if (control === null || getComputedStyle(control).display === 'inline') continue;
    const box = control.getBoundingClientRect();
    if (left < box.left - 0.5 || right > box.right + 0.5)
      problems.push(`outside its button: ${said(node.data)}`);
  }

  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element) || element.matches('input, img')) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cutX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const cutY = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
    if (cutX || cutY) problems.push(`clipped: ${said(element.textContent)}`);
  }

  const meet = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      if (one.node !== other.node && meet(one, other)) {
        problems.push(`on one another: ${said(one.node.data)} and ${said(other.node.data)}`);
      }
    }
  }
  for (const control of document.querySelectorAll('input:not([type=hidden]), button, .button, img')) {
    const box = control.getBoundingClientRect();
    if (box.left < -0.5 || box.right > width + 0.5)
      problems.push(`a control outside the window: ${control.id || said(control.textContent)}`);
    for (const text of texts) {
      if (!control.contains(text.node) && meet(box, text)) {
        problems.push(`a control on ${said(text.node.data)}`);
      }
    }
  }
  return [...new Set(problems)];
})();
