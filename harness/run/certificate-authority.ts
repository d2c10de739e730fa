import 'reflect-metadata' // @peculiar/x509 wants it first
import * as x509 from '@peculiar/x509'
import { randomBytes, webcrypto } from 'node:crypto'
import type { TlsMaterial } from '../scenarios/context.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hourMs = 3_600_000

/** A CA that lives as long as the run; its key never leaves this process. */
export class CertificateAuthority {
  readonly #keys = newKeys()
  readonly #certificate = this.#keys.then(selfSigned)
  readonly #issued = new Map<string, Promise<TlsMaterial>>()

  /** A server certificate with that IP address as subject alternative name, valid for a day; one for each address. */
  issueFor(ip: string): Promise<TlsMaterial> {
    const issued = this.#issued.get(ip) ?? this.#issue(ip)
    this.#issued.set(ip, issued)
    return issued
  }

  async #issue(ip: string): Promise<TlsMaterial> {
    const [{ privateKey: signingKey }, authority, keys] = await Promise.all([this.#keys, this.#certificate, newKeys()])
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity(),
      subject: 'CN=peer',
      issuer: authority.subject,
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: ip }]),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      ],
    })
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
    return {
      authority: authority.toString('pem'),
      certificate: certificate.toString('pem'),
      key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    }
  }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
}

async function selfSigned(keys: webcrypto.CryptoKeyPair): Promise<x509.X509Certificate> {
  return await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: 'CN=connectivity matrix, one run only',
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })
}

function validity() {
  const now = Date.now()
  return {
    serialNumber: randomBytes(8).toString('hex'),
    notBefore: new Date(now - hourMs),
    notAfter: new Date(now + 24 * hourMs),
  }
}
