import { expect, test } from 'vitest'
import { mapFrame, outlines } from './outlines.ts'
import { onMap } from './projection.ts'

test('corners of the frame are corners of the drawing', () => {
  const { minLng, maxLng, minLat, maxLat, width, height } = mapFrame
  expect(onMap({ lng: minLng, lat: maxLat })).toEqual({ x: 0, y: 0 })
  expect(onMap({ lng: maxLng, lat: minLat })).toEqual({ x: width, y: height })
})

test('a place outside the city is not drawn', () => {
  expect(onMap({ lat: 26.07, lng: 119.3 })).toBeUndefined()
})

test('all nine counties have an outline and their name inside the drawing', () => {
  expect(outlines.map(({ code }) => code).sort()).toEqual([
    '350902',
    '350921',
    '350922',
    '350923',
    '350924',
    '350925',
    '350926',
    '350981',
    '350982',
  ])
  for (const { x, y, path } of outlines) {
    expect(path).toMatch(/M\d+ \d+(L\d+ \d+){20,}/)
    expect(x > 0 && x < mapFrame.width && y > 0 && y < mapFrame.height).toBe(true)
  }
})
