const PARAMETERS: Readonly<Record<string, (value: string | null) => boolean>> = {
  server_no_context_takeover: (value) => value === null,
  client_no_context_takeover: (value) => value === null,
  // compressed frames are shared: they use the whole window
  server_max_window_bits: (value) => value === '15',
  client_max_window_bits: (value) => value === null || /^(?:[89]|1[0-5])$/.test(value),
}

/**
 * Of the extensions that a handshake offers (`Sec-WebSocket-Extensions`) the first permessage-deflate that this server
 * can take, as it was offered; null when there is none. What is malformed is declined like what is unknown
 * (RFC 7692 sections 5.1 and 7.1).
 */
export function deflateOffer(header: string | undefined): string | null {
  const offers = (header ?? '').split(',').map((offer) => offer.trim())
  return offers.find(isAcceptable) ?? null
}

function isAcceptable(offer: string): boolean {
  const [name, ...parameters] = offer.split(';').map((part) => part.trim())
  if (name !== 'permessage-deflate') return false
  const seen = new Set<string>()
  return parameters.every((parameter) => {
    const [key = '', value = null] = parameter.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    const known = Object.hasOwn(PARAMETERS, key) && !seen.has(key)
    seen.add(key)
    return known && PARAMETERS[key]?.(value) === true
  })
}
