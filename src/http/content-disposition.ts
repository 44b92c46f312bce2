/** Always a download, under a name that no browser or shell takes for something else (RFC 6266, RFC 8187). */
export function attachment(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1) || 'artifact'
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
