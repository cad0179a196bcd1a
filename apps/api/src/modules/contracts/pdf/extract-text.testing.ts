/** For tests only: reads the text back from a PDF as pdfkit writes it, through each font's own table. */
import { inflateSync } from 'node:zlib'

type Objects = Map<string, { dictionary: string; stream: string }>

function objectsOf(pdf: Buffer): Objects {
  const text = pdf.toString('latin1')
  const objects: Objects = new Map()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', packed] = match[2]!.split('\nstream\n')
    const body = packed?.slice(0, packed.lastIndexOf('\nendstream'))
    const plain =
      body && dictionary.includes('FlateDecode') ? inflateSync(Buffer.from(body, 'latin1')) : Buffer.from(body ?? '')
    objects.set(match[1]!, { dictionary, stream: plain.toString('latin1') })
  }
  return objects
}

const utf16 = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')

function charactersOf(map: string): string[] {
  return [...map.matchAll(/> \[(.*?)\]/g)].flatMap(([, list]) =>
    [...list!.matchAll(/<(.*?)>/g)].map(([, hex]) => utf16(hex!)),
  )
}

const reference = (dictionary: string, key: string) => new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? ''

/** The text of each page, runs joined without blanks, in drawing order. */
export function textOfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf)
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\n/.test(dictionary))
  return pages.map(({ dictionary }) => {
    const resources = objects.get(reference(dictionary, 'Resources'))?.dictionary ?? ''
    const content = objects.get(reference(dictionary, 'Contents'))?.stream ?? ''
    let characters: string[] = []
    let text = ''
    for (const [, font, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
      if (font) {
        const dictionaryOfFont = objects.get(reference(resources, font))?.dictionary ?? ''
        characters = charactersOf(objects.get(reference(dictionaryOfFont, 'ToUnicode'))?.stream ?? '')
      }
      for (const [, hex] of (glyphs ?? '').matchAll(/<([0-9a-f]+)>/g)) {
        text += hex!
          .match(/.{4}/g)!
          .map((id) => characters[Number.parseInt(id, 16)] ?? '\ufffd')
          .join('')
      }
    }
    return text
  })
}
