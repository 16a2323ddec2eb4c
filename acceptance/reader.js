// What a reader does, in its page: groups of entries, each group in a frame of its own, each entry an article;
// then tells what in them no entry may have, and what ran. An entry that breaks out of its article, or takes in
// what follows it, makes their count wrong.
async (groups, whole) => {
  window.ran = []
  const found = []
  const tags = new Set(`p br hr h1 h2 h3 h4 h5 h6 blockquote q cite ul ol li dl dt dd table caption thead tbody tfoot
    tr th td colgroup col figure figcaption img a strong em b i u s del ins sub sup small mark code kbd samp pre abbr
    div`.split(/\s+/))
  const attributes = new Set('href src alt width height title colspan rowspan start'.split(' '))
  const schemes = ['http:', 'https:', 'mailto:']
  const frames = groups.map(() => document.body.appendChild(document.createElement('iframe')))
  await Promise.all(frames.map((frame, n) => new Promise(done => {
    const inside = frame.contentDocument
    inside.open()
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
      frame.contentWindow[name] = () => { window.ran.push([n, `ran ${name}`]) }
    }
    frame.addEventListener('load', done)
    setTimeout(done, 8000)
    const entries = groups[n].map(entry => `<article>${entry}</article>`)
    inside.write(whole ? groups[n][0] : `<!doctype html><body>${entries.join('')}`)
    inside.close()
  })))
  await new Promise(done => setTimeout(done, 100))

  const look = (n, element) => {
    const name = element.localName
    if (!tags.has(name)) found.push([n, `<${name}>`])
    for (const attribute of element.attributes) {
      if (!attributes.has(attribute.name)) found.push([n, `<${name} ${attribute.name}>`])
    }
    if (name === 'a' && element.hasAttribute('href') && !schemes.includes(element.protocol)) {
      found.push([n, `a link to ${element.href.slice(0, 80)}`])
    }
    if (name === 'img' && !/^https?:/.test(element.src)) found.push([n, `a picture at ${element.src.slice(0, 80)}`])
    for (const event of ['mouseover', 'focus', 'error', 'load']) element.dispatchEvent(new Event(event))
  }
  const active = (n, inside) => {
    const named = 'script, iframe, frame, object, embed, applet, form, base, svg, math, portal, [http-equiv=refresh]'
    for (const element of inside.querySelectorAll(named)) found.push([n, `<${element.localName}>`])
    for (const element of inside.querySelectorAll('*')) {
      for (const { name } of element.attributes) {
        if (name.startsWith('on') || name === 'style') found.push([n, `<${element.localName} ${name}>`])
      }
      element.dispatchEvent(new Event('mouseover'))
      const local = (element.getAttribute('href') ?? '#').startsWith('#')
      if (element.localName === 'a' && !local && !schemes.includes(element.protocol)) {
        found.push([n, `a link to ${element.href.slice(0, 80)}`])
      }
    }
    if (inside.querySelectorAll('style').length !== 1) found.push([n, 'a style that is not ours'])
  }
  for (const [n, frame] of frames.entries()) {
    const inside = frame.contentDocument
    if (!inside?.body) {
      found.push([n, 'went elsewhere'])
      continue
    }
    if (whole) {
      active(n, inside)
      continue
    }
    const articles = [...inside.body.children].filter(each => each.localName === 'article')
    if (articles.length !== groups[n].length || inside.body.childNodes.length !== articles.length ||
        inside.head.childNodes.length || inside.querySelectorAll('article').length !== articles.length) {
      found.push([n, 'breaks out of its entry'])
    }
    for (const article of articles) article.querySelectorAll('*').forEach(element => look(n, element))
    if (inside.evaluate('//comment()', inside, null, XPathResult.BOOLEAN_TYPE, null).booleanValue) {
      found.push([n, 'a comment'])
    }
  }
  frames.forEach(frame => frame.remove())
  return { found, ran: window.ran }
}
