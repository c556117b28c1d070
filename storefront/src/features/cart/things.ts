/** Something that is sold. */
export interface Thing {
  kind: string;
  id: string;
  /** What one wants to pay, where one chooses it. */
  amount?: Amount;
}

export interface Amount {
  amount_minor: number;
  currency: string;
}

/** A cart as visitors have it: in the browser, which is asked nothing but what lies in it. Actions write it. */
export const CART_COOKIE = 'cart';
/** As many as the API keeps. */
export const MOST_THINGS = 20;

/** The code of a coupon that the browser holds beside its cart. */
export const COUPON_COOKIE = 'coupon';

const KIND = /^[a-z_]{1,40}$/;
const CURRENCY = /^[A-Z]{3}$/;
const MINOR = /^\d{1,15}$/;
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether `value`, which may be anything, names a thing. */
export function isThing(value: unknown): value is Thing {
  const { kind, id } = (value ?? {}) as Partial<Thing>;
  return typeof kind === 'string' && typeof id === 'string' && KIND.test(kind) && ID.test(id);
}

/** What a cookie lists, each once. Whatever in it names no thing is passed over: anybody may write there. */
export function thingsIn(cookie: string | undefined): Thing[] {
  const found = new Map<string, Thing>();
  for (const each of (cookie ?? '').split('~')) {
    const [kind, id, currency, minor] = each.split('.');
    const thing = { kind, id };
    if (isThing(thing) && found.size < MOST_THINGS) found.set(`${kind}.${id}`, { ...thing, ...amountIn(currency, minor) });
  }
  return [...found.values()];
}

function amountIn(currency = '', minor = ''): Pick<Thing, 'amount'> {
  return CURRENCY.test(currency) && MINOR.test(minor) ? { amount: { amount_minor: Number(minor), currency } } : {};
}

/** Read and written without escapes. */
export const cookieOf = (things: Thing[]) =>
  things.map(({ kind, id, amount }) => `${kind}.${id}${amount ? `.${amount.currency}.${amount.amount_minor}` : ''}`).join('~');

export const isSame = (one: Thing, other: Thing) => one.kind === other.kind && one.id === other.id;
