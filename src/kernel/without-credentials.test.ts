import { expect, test } from 'vitest'
import { withoutCredentials } from './without-credentials.ts'

test.each([
  ['https://user:p@git.example/a@b', 'https://git.example/a@b'],
  ['https://user:p@ss:w@git.example/a', 'https://git.example/a'],
  ['https://token@git.example/a', 'https://git.example/a'],
  ['ssh://git:p@git.example/a', 'ssh://git@git.example/a'],
  ['s3://KEY:SECRET@bucket/key', 's3://bucket/key'],
  ['jdbc:postgresql://me:pw@db.example/data', 'jdbc:postgresql://db.example/data'],
  ['https://h/a?X-Amz-Credential=c&X-Amz-Expires=9&X-Amz-Signature=s&versionId=3', 'https://h/a'],
  ['https://acc.blob.example/c/b?sv=2024&se=2030&sp=r&sig=abc', 'https://acc.blob.example/c/b'],
  ['https://h/a?version=3&access_token=t&apiKey=k#part', 'https://h/a?version=3#part'],
  ['jdbc:mysql://h/db?user=me&password=pw', 'jdbc:mysql://h/db?user=me'],
  ['https://h/a#access_token=t', 'https://h/a'],
])('credentials are taken out of %s', (address, shown) => {
  expect(withoutCredentials(address)).toBe(shown)
})

test.each([
  'git@github.com:team/repo.git',
  'https://git.example/a@b',
  'https://h:8080/a?version=3&path=b@c#part',
  's3://bucket/a?b/c',
  'mlflow-artifacts:/1/2/artifacts',
  'models:/fraud@champion',
  'file:///srv/a b/@c',
  'dbfs:/tokens/a',
  'plain text, with a ?',
  '',
])('what holds none stays as it is: %j', (address) => {
  expect(withoutCredentials(address)).toBe(address)
})
