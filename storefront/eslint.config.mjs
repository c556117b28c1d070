import next from 'eslint-config-next/core-web-vitals';
import typescript from 'eslint-config-next/typescript';

// From the top down: each layer imports from those below it.
const LAYERS = ['app', 'blocks', 'features', 'ui', 'lib'];

const PATHS = [
  { name: 'next/navigation', importNames: ['notFound'], message: 'Next draws what is not found in the browser alone: return <MissingPage />.' },
];

const boundaries = LAYERS.slice(1).map((layer, index) => ({
  files: [`src/${layer}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      { paths: PATHS, patterns: LAYERS.slice(0, index + 1).map((above) => ({ group: [`@/${above}/*`], message: `${layer} lies below ${above}.` })) },
    ],
  },
}));

const config = [
  { ignores: ['.next/**', 'next-env.d.ts', 'src/lib/api/schema.d.ts', 'public/**'] },
  ...next,
  ...typescript,
  ...boundaries,
  { files: ['src/app/**'], rules: { 'no-restricted-imports': ['error', { paths: PATHS }] } },
  {
    rules: {
      // Pictures come ready in several widths from the API, which keeps them; a second copy here would not be.
      '@next/next/no-img-element': 'off',
      'import/no-anonymous-default-export': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='useActionState'] > .arguments:first-child CallExpression[callee.property.name='bind']",
          message: 'Rendering the answer for who runs no scripts would never end, and the server with it: send it in HiddenFields.',
        },
      ],
    },
  },
];

export default config;
