/** Whether a host name of an address is this machine and nothing else: what is sent there passes no network. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Whether what is sent to an address can be read or changed by nobody on the way: by TLS, or because there is no way. */
export function isProtectedAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname)))
}
