import {
  createHash,
  createHmac,
  getDiffieHellman,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;
const k = hashOf(bytesOf(N), bytesOf(g));

export interface SrpProof {
  secretBlock: string;
  timestamp: string;
  signature: string;
}

/** The server's half of one SRP-6a sign-in, the way Cognito spells it. */
export class SrpSignIn {
  readonly salt = randomNumber(16);
  readonly secretBlock = randomBytes(64).toString('base64');
  readonly B: bigint;
  readonly #b = randomNumber(32);
  readonly #verifier: bigint;

  constructor(
    private readonly poolName: string,
    readonly userId: string,
    password: string,
    private readonly A: bigint,
  ) {
    const identity = createHash('sha256').update(`${poolName}${userId}:${password}`).digest();
    this.#verifier = power(g, hashOf(bytesOf(this.salt), identity));
    this.B = (k * this.#verifier + power(g, this.#b)) % N;
  }

  get challengeParameters() {
    return {
      SALT: this.salt.toString(16),
      SECRET_BLOCK: this.secretBlock,
      SRP_B: this.B.toString(16),
      USERNAME: this.userId,
      USER_ID_FOR_SRP: this.userId,
    };
  }

  accepts({ secretBlock, timestamp, signature }: SrpProof): boolean {
    // An A that is a multiple of N would make the shared secret 0 for any password.
    if (this.A % N === 0n) return false;
    const u = hashOf(bytesOf(this.A), bytesOf(this.B));
    const shared = power(this.A * power(this.#verifier, u), this.#b);
    const extracted = hmac(bytesOf(u), bytesOf(shared));
    const key = hmac(extracted, Buffer.from('Caldera Derived Key\u0001')).subarray(0, 16);
    const expected = createHmac('sha256', key)
      .update(`${this.poolName}${this.userId}`)
      .update(Buffer.from(secretBlock, 'base64'))
      .update(timestamp)
      .digest();
    const given = Buffer.from(signature, 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

/** Even length and a leading zero byte where the top bit is set, as Java's BigInteger does. */
export function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

function hashOf(...parts: Buffer[]): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function randomNumber(bytes: number): bigint {
  return BigInt(`0x${randomBytes(bytes).toString('hex')}`);
}
