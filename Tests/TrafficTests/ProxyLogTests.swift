import KubernetesSnapshot
import Testing

@testable import Traffic

@Suite struct ProxyLogTests {
  private func client(_ line: String) -> LoggedClient? { ProxyLog.client(in: Array(line.utf8)) }

  @Test func aRefusedRequestNamesItsClient() throws {
    let found = try #require(
      client(
        "[    91.250118s]  INFO ThreadId(02) inbound:server{port=8080}: linkerd_app_inbound::policy::http: Request denied server.group=policy.linkerd.io server.kind=server server.name=tally-http route.group= route.kind=default route.name=default client.tls=None(NoClientHello) client.ip=10.4.0.77"
      ))
    #expect(found.address == IPAddress("10.4.0.77"))
    #expect(found.client == .plain(reason: "no_tls_from_remote"))
    #expect(found.unit == .request && found.outcome == .denied && found.port == 8080)
    #expect(found.server == PolicyLabel(kind: "server", name: "tally-http"))
    #expect(found.route == "default")
  }

  @Test func aMeshClientsPortIsNotInTheLog() throws {
    let found = try #require(
      client(
        #"[     3.1s]  INFO ThreadId(01) inbound:server{port=4143}: linkerd_app_inbound::policy::tcp: Connection denied server.group=policy.linkerd.io server.kind=server server.name=db tls=Some(Established { client_id: Some(ClientId(Dns(Name("a.b.serviceaccount.identity.linkerd.cluster.local")))), negotiated_protocol: None }) client=10.4.0.8:53420"#
      ))
    #expect(found.port == nil)
    #expect(found.client == .identity("a.b.serviceaccount.identity.linkerd.cluster.local"))
    #expect(found.unit == .connection && found.address == IPAddress("10.4.0.8"))
  }

  @Test func otherClientsAreTold() throws {
    func tls(_ text: String) -> ObservedClient? {
      client(
        "[ 1s]  INFO ThreadId(01) inbound:server{port=80}: linkerd_app_inbound::policy::http: Request denied server.group= server.kind=default server.name=deny route.group= route.kind=default route.name=default client.tls=\(text) client.ip=10.4.0.7"
      )?.client
    }
    #expect(tls("None(PortSkipped)") == .plain(reason: "port_skipped"))
    #expect(tls("Some(Established { client_id: None, negotiated_protocol: None })") == .anonymous)
    #expect(
      tls(#"Some(Passthru { sni: ServerName(Name("shop.example")) })"#)
        == .foreignTLS(serverName: "shop.example"))
    #expect(
      tls(
        #"Some(Established { client_id: Some(ClientId(Uri(Url { scheme: "spiffe", username: "", host: Some(Domain("root.example")), port: None, path: "/vm", query: None }))), negotiated_protocol: None })"#
      ) == .identity("spiffe://root.example/vm"))
    #expect(tls("Some(Nonsense)") == nil)
  }

  @Test func jsonSaysTheSame() throws {
    let found = try #require(
      client(
        #"{"timestamp":"2026-01-02T03:04:05.6Z","level":"INFO","fields":{"message":"Connection denied","server.group":"","server.kind":"default","server.name":"deny","tls":"None(PortSkipped)","client":"[fd00::7]:47072","attempt":3},"target":"linkerd_app_inbound::policy::tcp","spans":[{"name":"inbound"},{"port":7000,"name":"server"}],"threadId":"ThreadId(1)"}"#
      ))
    #expect(found.address == IPAddress("fd00::7"))
    #expect(found.port == 7000)
    #expect(found.server == PolicyLabel(kind: "default", name: "deny"))
  }

  @Test func theAdminServerIsPort4191() {
    let line =
      "[ 9s]  INFO ThreadId(02) daemon:admin{listen.addr=0.0.0.0:4191}: linkerd_app_inbound::policy::http: Request allowed server.group= server.kind=default server.name=audit route.group= route.kind=default route.name=default client.tls=None(NoClientHello) client.ip=10.4.0.5 authz.group= authz.kind=default authz.name=audit"
    #expect(client(line)?.port == 4191)
    #expect(client(line)?.outcome == .audit)
  }

  @Test func aMissingRouteNamesTheKubelet() throws {
    let plain = try #require(
      client(
        #"[ 47.5s]  INFO ThreadId(01) inbound:server{port=8080}:rescue{client.addr=10.4.0.1:36630}: linkerd_app_core::errors::respond: HTTP/1.1 request failed error=client 10.4.0.1:36630: server: 10.4.0.22:8080: no route found for request error.sources=[no route found for request] path="/ready""#
      ))
    #expect(plain.outcome == .noRoute && plain.client == nil && plain.port == 8080)
    #expect(plain.address == IPAddress("10.4.0.1"))
    let json = try #require(
      client(
        #"{"level":"INFO","fields":{"message":"HTTP/1.1 request failed","error":"no route found for request","path":"/ready"},"target":"linkerd_app_core::errors::respond","spans":[{"name":"daemon"},{"listen.addr":"0.0.0.0:4191","name":"admin"},{"client.addr":"10.4.0.1:35624","name":"rescue"}]}"#
      ))
    #expect(json.outcome == .noRoute && json.port == 4191)
    #expect(
      client(
        "[ 9s]  INFO ThreadId(01) inbound:server{port=4143}:rescue{client.addr=10.4.0.8:1}: linkerd_app_core::errors::respond: HTTP/2.0 request failed error=override rate limit exceeded: 2rps"
      ) == nil)
  }

  @Test func otherLinesSayNothing() {
    let lines = [
      "", "{", "{}", #"{"fields":7}"#, "linkerd_app_inbound::policy::http: Request denied",
      "[ 1s] INFO x: linkerd_app_inbound::policy::http: Request denied server.kind=server client.ip=nowhere",
      "[ 1s] INFO ThreadId(01) inbound: linkerd_app_core::serve: Connection closed error=x",
    ]
    #expect(lines.allSatisfy { client($0) == nil })
    #expect(ProxyLog.clients(in: Array(lines.joined(separator: "\n").utf8)).isEmpty)
  }
}
