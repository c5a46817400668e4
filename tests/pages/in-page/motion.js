// Runs in a page where less motion is wished for. Answers what moves all the same.
(() =>
  [...document.querySelectorAll('*')]
    .filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== 'none' || transitionDuration.split(',').some((text) => parseFloat(text) > 0);
    })
    .map((element) => `moves: ${element.tagName}`))();
