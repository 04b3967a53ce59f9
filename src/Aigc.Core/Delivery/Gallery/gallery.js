
(() => {
  const find = document.getElementById('find'), state = document.getElementById('state');
  const items = [...document.querySelectorAll('article')].map(node => ({ node, text: node.textContent.toLowerCase() }));
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { node, text } of items) {
      node.hidden = !((!state.value || node.dataset.state === state.value) && words.every(word => text.includes(word)));
      if (!node.hidden) shown++;
    }
    document.getElementById('shown').textContent = `${shown} of ${items.length} on this page`;
    document.getElementById('none').hidden = shown > 0;
  };
  find.addEventListener('input', show);
  state.addEventListener('change', show);
  document.getElementById('tools').addEventListener('submit', event => event.preventDefault());
  show();
})();
