import { Readable, Transform } from 'node:stream'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { S3Config } from './config.ts'

// A page of 1,000 keys of 1,024 bytes stays below this even when every byte is escaped.
const replyBytesMax = 8 * 1024 * 1024
// Ends a body whose sender fell silent; the caller's own signal usually ends it sooner.
const bodySilenceMs = 30_000

/** An error of this class means that a reply was longer than any the protocol allows. */
export class ReplyTooLargeError extends Error {
  override readonly name = 'ReplyTooLargeError'
}

/**
 * Makes the SDK's client. Every setting that the SDK would otherwise look up in the environment, in `~/.aws` or at the
 * metadata address is given, so it reads none of them; without credentials its requests are unsigned.
 */
export function createClient(config: S3Config): S3Client {
  const client = new S3Client({
    endpoint: config.endpoint,
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    defaultsMode: 'standard',
    // The gateway's guard gives each call its deadline and leaves repeating to the library. Streams are never repeated by it, and all other calls are reads.
    retryMode: 'standard',
    maxAttempts: 3,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    useArnRegion: false,
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    followRegionRedirects: false,
    authSchemePreference: ['aws.auth#sigv4'],
    userAgentAppId: 'modelwarden',
    // The SDK's own checks would read a whole file of which a part was asked; digests are computed by the gateway.
    // Without one, it tells the console of streams that it cannot send twice.
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { socketTimeout: bodySilenceMs, httpAgent: { maxSockets: 64 }, httpsAgent: { maxSockets: 64 } },
    ...identity(config),
  })
  limitReplies(client)
  return client
}

function identity({ credentials }: S3Config): Pick<S3ClientConfig, 'credentials' | 'signer'> {
  // Empty credentials keep the SDK from searching for some; the signer that adds nothing makes the request anonymous.
  if (credentials === undefined) {
    return { credentials: { accessKeyId: '', secretAccessKey: '' }, signer: { sign: async (request) => request } }
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  return {
    credentials: {
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
    },
  }
}

/** The SDK reads a reply into memory whatever its size; only a file's bytes may be long, and those are streamed. */
function limitReplies(client: S3Client): void {
  const { requestHandler } = client.config
  const handle = requestHandler.handle.bind(requestHandler)
  requestHandler.handle = async (request, options) => {
    const result = await handle(request, options)
    const { response } = result
    const isFile = request.method === 'GET' && request.query?.['list-type'] === undefined && response.statusCode < 300
    if (!isFile && response.body instanceof Readable) response.body = limited(response.body)
    return result
  }
}

function limited(body: Readable): Readable {
  let size = 0
  const out = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > replyBytesMax) done(new ReplyTooLargeError(`More than ${replyBytesMax} bytes of reply`))
      else done(null, chunk)
    },
  })
  body.once('error', (error) => out.destroy(error))
  out.once('close', () => body.destroy())
  return body.pipe(out)
}
