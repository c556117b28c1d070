export const ORDERS = '/account/orders';

export const orderPath = (id: string) => `${ORDERS}/${id}`;

/** Leads on to the payment provider's page. */
export const payPath = (id: string) => `${ORDERS}/${id}/pay`;
