// @libp2p/webrtc: a dial between two browsers hangs although they are connected, if the listener is done first.
//   npm install && node repro.js [dials]        CHROMIUM=/path/of/chromium, if it is not /usr/bin/chromium
import { createServer } from 'node:http'
import { once } from 'node:events'
import { circuitRelayServer } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { build } from 'esbuild'
import { createLibp2p } from 'libp2p'
import { chromium } from 'playwright-core'

const dials = Number(process.argv[2] ?? 100)
const atOnce = 4

const relay = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'] },
  transports: [webSockets()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionManager: { inboundConnectionThreshold: Infinity, maxIncomingPendingConnections: Infinity },
  services: {
    identify: identify(),
    relay: circuitRelayServer({ reservations: { maxReservations: Infinity, applyDefaultLimit: false } }),
  },
})

const bundle = await build({
  entryPoints: [new URL('page.js', import.meta.url).pathname],
  bundle: true,
  format: 'esm',
  write: false,
})
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? bundle.outputFiles[0].text : '<script type="module" src="/page.js"></script>')
}).listen(0, '127.0.0.1')
await once(server, 'listening')

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'],
})
const page = await browser.newPage()
await page.goto(`http://localhost:${server.address().port}/`)
await page.waitForFunction(() => 'dialOnce' in globalThis)

const seen = {}
const dial = async () => {
  const address = relay.getMultiaddrs()[0].toString()
  const what = await page.evaluate((relayAddress) => globalThis.dialOnce(relayAddress), address)
  seen[what] = (seen[what] ?? 0) + 1
}
for (let done = 0; done < dials; done += atOnce) await Promise.all(Array.from({ length: atOnce }, dial))

for (const [what, count] of Object.entries(seen)) console.log(`${String(count).padStart(3)} × ${what}`)
const hung = Object.entries(seen).filter(([what]) => what.startsWith('hangs, although'))
console.log(`reproduced: ${hung.reduce((sum, [, count]) => sum + count, 0)} of ${dials}`)
await browser.close()
process.exit()
