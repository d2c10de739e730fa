/** The page and the search stand in the fragment of the URL, so that every view has a link, also on file://. */
export type Route =
  | { readonly page: 'matrix'; readonly query: string }
  | { readonly page: 'cell'; readonly id: string }
  | { readonly page: 'implementation'; readonly name: string }
  | { readonly page: 'timings' }
  | { readonly page: 'run' }

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [page, ...rest] = path.split('/')
  const argument = decoded(rest.join('/'))
  switch (page) {
    case 'cell':
      return { page, id: argument }
    case 'implementation':
      return { page, name: argument }
    case 'timings':
    case 'run':
      return { page }
    default:
      return { page: 'matrix', query: new URLSearchParams(search).get('q') ?? '' }
  }
}

export function hrefTo(route: Route): string {
  switch (route.page) {
    case 'matrix':
      return route.query === '' ? '#/' : `#/?${new URLSearchParams({ q: route.query })}`
    case 'cell':
      return `#/cell/${readable(route.id)}`
    case 'implementation':
      return `#/implementation/${readable(route.name)}`
    case 'timings':
    case 'run':
      return `#/${route.page}`
  }
}

/** Cell ids are made of characters that need no encoding; whatever else comes is encoded. */
function readable(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':')
    .replaceAll('%40', '@')
    .replaceAll('%2B', '+')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
