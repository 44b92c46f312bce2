import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'

const { read, tokenOf } = await startGateway({ sources: [mlflowSource()] })
const token = await tokenOf('ada', 'viewer')

test.each(['tracking', 'nowhere'])(
  'a viewer may not ask for a crawl, and learns nothing of whether %s exists',
  async (source) => {
    const answer = await read(
      `mutation { syncSource(input: { source: "${source}" }) { source { name } userErrors { code message } } }`,
      {},
      { token },
    )
    expect(answer).toEqual({
      syncSource: {
        source: null,
        userErrors: [{ code: 'FORBIDDEN', message: expect.stringContaining('source:sync') }],
      },
    })
  },
)
