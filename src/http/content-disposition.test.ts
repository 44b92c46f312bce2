import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachment } from './content-disposition.ts'

test('a name keeps its letters for those who read the extended form', () => {
  expect(attachment('model/MLmodel')).toBe(`attachment; filename="MLmodel"; filename*=UTF-8''MLmodel`)
  expect(attachment('Größe.csv')).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv")
})

test('no name leaves its header or becomes a hidden file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (path) => {
      expect(attachment(path)).toMatch(
        /^attachment; filename="[A-Za-z0-9_-][A-Za-z0-9._-]*"; filename\*=UTF-8''[\w.~!%-]+$/,
      )
    }),
  )
})
