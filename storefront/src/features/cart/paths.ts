export const CART = '/cart';
