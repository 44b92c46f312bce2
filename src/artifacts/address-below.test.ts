import { expect, test } from 'vitest'
import { addressBelow } from './address-below.ts'

test.each([
  ['s3://lake/m', 'a b/ü#1.txt', 's3://lake/m/a b/ü#1.txt'],
  ['s3://lake', 'x', 's3://lake/x'],
  ['mlflow-artifacts:/', 'x/y', 'mlflow-artifacts:/x/y'],
  ['file:///srv/m', 'a b/ü#1.txt', 'file:///srv/m/a%20b/%C3%BC%231.txt'],
  ['file:///', 'x', 'file:///x'],
  ['s3://lake/m', '', 's3://lake/m'],
])('below %s, %j is %s', (uri, path, address) => {
  expect(addressBelow(uri, path)).toBe(address)
})
