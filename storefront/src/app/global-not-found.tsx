/** For addresses outside every language, which the proxy never lets through; Next asks for one all the same. */
export default function GlobalNotFound() {
  return (
    <html lang="en">
      <body>
        <h1>Not found</h1>
        <p>
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- stands outside the app that Link needs */}
          <a href="/">Perfomix</a>
        </p>
      </body>
    </html>
  );
}
