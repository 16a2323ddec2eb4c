// The readers that are Node libraries: node node_clients.mjs NAME URL, run from where they are installed.
// Prints what the reader sees in one fetch, as JSON: items of [id, title, time].
import { parseFeed } from 'feedsmith'
import Parser from 'rss-parser'

const text = (field) => field?.value ?? field // a text with a type is an object
const seconds = (date) => Date.parse(date) / 1000

const clients = {
  feedsmith: async (url) => {
    const { format, feed } = parseFeed(await (await fetch(url)).text())
    return (feed.entries ?? feed.items).map((item) => {
      if (format === 'atom') return [item.id, text(item.title), seconds(item.published)]
      if (format === 'rss') return [text(item.guid), text(item.title), seconds(item.pubDate)]
      return [item.id, item.title, seconds(item.date_published)]
    })
  },
  'rss-parser': async (url) => {
    const { items } = await new Parser().parseURL(url)
    return items.map((item) => [item.guid ?? item.id, item.title, seconds(item.isoDate)])
  },
}

const [name, url] = process.argv.slice(2)
console.log(JSON.stringify({ items: await clients[name](url) }))
