import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

export interface PageFile {
  type: string
  content: string | Buffer
}

/** Serves one page, and talks with it in lines over a WebSocket: 1 ms there and back, where Playwright takes 3 to 14. */
export class PageServer {
  readonly #files: Map<string, PageFile>
  readonly #http = createServer(({ url }, response) => {
    const file = this.#files.get(url ?? '')
    if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': file.type }).end(file.content)
  })
  readonly #page = Promise.withResolvers<WebSocket>()

  private constructor(files: Map<string, PageFile>, onLine: (line: string) => void) {
    this.#files = files
    new WebSocketServer({ server: this.#http, perMessageDeflate: false }).once('connection', (socket) => {
      socket.on('message', (data) => onLine(String(data)))
      this.#page.resolve(socket)
    })
  }

  static async start(files: Map<string, PageFile>, onLine: (line: string) => void): Promise<PageServer> {
    const server = new PageServer(files, onLine)
    server.#http.listen(0, 'localhost')
    await once(server.#http, 'listening')
    return server
  }

  /** Under the name localhost, for which browsers grant what else only https gets. */
  get url(): string {
    return `http://localhost:${(this.#http.address() as AddressInfo).port}/`
  }

  offer(path: string, file: PageFile): void {
    this.#files.set(path, file)
  }

  /** Lines for a page that is not there yet wait for it, in their order. */
  send(line: string): void {
    void this.#page.promise.then((page) => page.send(line))
  }

  /** Resolves when the page, once it was there, is gone. */
  async pageGone(): Promise<void> {
    await once(await this.#page.promise, 'close')
  }
}
