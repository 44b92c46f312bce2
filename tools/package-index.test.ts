import { expect, test } from 'vitest'
import { parsePipConfiguration } from './package-index.ts'

test("pip's index settings become uv's", () => {
  const listing = "global.index-url='https://packages.example/simple'\n:env:.cert='/etc/ca.pem'\nglobal.timeout='60'"
  expect(parsePipConfiguration(listing)).toEqual({
    UV_DEFAULT_INDEX: 'https://packages.example/simple',
    SSL_CERT_FILE: '/etc/ca.pem',
  })
})

test('folders of wheels that do not exist are left out', () => {
  expect(parsePipConfiguration(":env:.find-links='/no/such/folder https://packages.example/wheels'")).toEqual({
    UV_FIND_LINKS: 'https://packages.example/wheels',
  })
})
