/** What the scripts beside the page bring: the cells in short at once, and the rest of a cell when it is looked at. */
import type { CellReport } from '../harness/domain/results.ts'
import type { SiteCell, SiteData } from '../harness/report/site/data.ts'

declare global {
  var connectivityData: SiteData
  var connectivityCells: (chunk: number, cells: readonly CellReport[]) => void
}

export const data = globalThis.connectivityData
export const cellById: ReadonlyMap<string, SiteCell> = new Map(data.cells.map((cell) => [cell.id, cell]))
/** In the order of the plan. */
export const implementations: readonly string[] = [
  ...new Set(data.cells.flatMap(({ dialer, listener }) => [dialer, listener])),
]

const loaded = new Map<number, readonly CellReport[]>()
const loading = new Map<number, Promise<void>>()
globalThis.connectivityCells = (chunk, cells) => void loaded.set(chunk, cells)

/** All that is known of a cell. Rejects where its script can't be loaded. */
export async function wholeCell({ id, chunk }: SiteCell): Promise<CellReport> {
  const ready = loading.get(chunk) ?? load(`site/cells-${chunk}.js`)
  loading.set(chunk, ready)
  await ready
  const cell = loaded.get(chunk)?.find((one) => one.id === id)
  if (cell === undefined) throw new Error(`site/cells-${chunk}.js is of another run`)
  return cell
}

export async function load(source: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const script = Object.assign(document.createElement('script'), {
    src: source,
    onload: () => resolve(),
    onerror: () => reject(new Error(`${source} can't be loaded`)),
  })
  document.head.append(script)
  await promise
}
