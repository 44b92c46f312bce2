declare module 'autocannon' {
  interface Options {
    readonly url: string
    readonly method: 'POST'
    readonly connections: number
    readonly duration: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  interface Result {
    readonly non2xx: number
    readonly errors: number
    readonly duration: number
    readonly requests: { readonly total: number }
  }
  const autocannon: (options: Options) => Promise<Result>
  export default autocannon
}
