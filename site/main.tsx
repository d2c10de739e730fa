import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { CellPage } from './cell-page.tsx'
import { ImplementationPage } from './implementation-page.tsx'
import { MatrixPage } from './matrix-page.tsx'
import { hrefTo, parseRoute, type Route } from './route.ts'
import { RunPage } from './run-page.tsx'
import { TimingsPage } from './timings-page.tsx'

function App() {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const changed = () => setRoute(parseRoute(location.hash))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  const place = placeOf(route)
  useEffect(() => {
    document.title = `${place} · libp2p connectivity matrix`
    if (document.activeElement instanceof HTMLInputElement) return
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [place])
  return (
    <>
      <header>
        <nav aria-label="pages">
          <a href={hrefTo({ page: 'matrix', query: '' })}>Matrix</a>
          <a href={hrefTo({ page: 'timings' })}>Connect times</a>
          <a href={hrefTo({ page: 'run' })}>Run</a>
        </nav>
      </header>
      <main>
        <Page route={route} />
      </main>
    </>
  )
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'matrix':
      return <MatrixPage query={route.query} />
    case 'cell':
      return <CellPage id={route.id} />
    case 'implementation':
      return <ImplementationPage name={route.name} />
    case 'timings':
      return <TimingsPage />
    case 'run':
      return <RunPage />
  }
}

function placeOf(route: Route): string {
  switch (route.page) {
    case 'matrix':
      return route.query === '' ? 'Matrix' : 'Search'
    case 'cell':
      return route.id
    case 'implementation':
      return route.name
    case 'timings':
      return 'Connect times'
    case 'run':
      return 'Run'
  }
}

const app = document.getElementById('app')
if (app !== null) render(<App />, app)
