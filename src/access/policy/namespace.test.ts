import { expect, test } from 'vitest'
import { isNamespaceScope, namespaceResource } from './namespace.ts'

test('a namespace is within every beginning of it that ends a part', () => {
  const ids = namespaceResource('s3://raw/eu').ancestors.map(({ type, id }) => `${type} ${id}`)
  expect(ids).toEqual([
    'Namespace *',
    'Namespace s3:*',
    'Namespace s3:/*',
    'Namespace s3://*',
    'Namespace s3://raw/*',
    'Source openlineage',
    'Organization main',
  ])
})

test('what roles are granted on is a namespace, or a beginning that ends a part', () => {
  const names = [
    'airflow',
    's3://raw',
    's3://raw/*',
    '*',
    'dev-*',
    '',
    's3://ra*',
    's3://*/eu',
    '**',
    `${'a.'.repeat(40)}*`,
  ]
  expect(names.map(isNamespaceScope)).toEqual([true, true, true, true, true, false, false, false, false, false])
})
