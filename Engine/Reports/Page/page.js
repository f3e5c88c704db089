(() => {
  'use strict';
  const root = document.documentElement;
  const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'paint-order', 'font-family', 'font-size', 'font-weight', 'color'];

  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  // a link into data that is folded away opens it
  const unfold = () => {
    const there = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let fold = there && there.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (there) there.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  if (location.hash) unfold();

  const save = (blob, name) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // a picture that looks the same without this page: every style that counts is written into it
  const standalone = (figure) => {
    const svg = figure.querySelector('svg.chart');
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll('*')];
    const to = [copy, ...copy.querySelectorAll('*')];
    from.forEach((element, i) => {
      if (element.tagName === 'title' || element.tagName === 'desc') return;
      const style = getComputedStyle(element);
      to[i].setAttribute('style', kept.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
      to[i].removeAttribute('class');
    });
    const box = svg.viewBox.baseVal;
    copy.setAttribute('width', box.width);
    copy.setAttribute('height', box.height);
    const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    ground.setAttribute('width', '100%');
    ground.setAttribute('height', '100%');
    ground.setAttribute('fill', getComputedStyle(figure).backgroundColor);
    copy.insertBefore(ground, copy.querySelector('desc').nextSibling);
    return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
  };

  const savePng = (figure, name) => {
    const { text, width, height } = standalone(figure);
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = width * 3;
      canvas.height = height * 3;
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, name), 'image/png');
    };
    picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.save) {
      const figure = document.getElementById(button.dataset.of);
      if (button.dataset.save === 'png') savePng(figure, figure.id + '.png');
      else save(new Blob([standalone(figure).text], { type: 'image/svg+xml' }), figure.id + '.svg');
    } else if (button.dataset.csv) {
      save(new Blob([document.getElementById(button.dataset.csv).content.textContent], { type: 'text/csv' }), button.dataset.name);
    } else if (button.dataset.copy) {
      const text = document.getElementById(button.dataset.copy).textContent;
      const said = button.textContent;
      const done = () => { button.textContent = 'copied'; setTimeout(() => { button.textContent = said; }, 1500); };
      const select = () => { // a page from a file may not reach the clipboard: the text is selected instead
        getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
        button.textContent = 'selected: now copy it';
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select); else select();
    }
  });
})();
