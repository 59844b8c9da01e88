export default function Page() {
  return <h1>Goodbye</h1>;
}
