import JSON
import SemanticModel
import Testing

@testable import DataActions

@Suite struct DataActionTests {
    private static let fine = "HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n{\"looker\": {\"message\": \"Hi\"}}"

    private func sender(_ hosts: String...) -> ActionSender {
        var allowed = AllowedHosts()
        for host in hosts {
            let isHost = allowed.insert(host)
            #expect(isHost)
        }
        return ActionSender(allowed: allowed)
    }

    private func action(_ url: String, form: [FieldAction.FormParameter] = [], formURL: String? = nil) -> FieldAction {
        FieldAction(
            label: "Mail", url: url, formURL: formURL,
            parameters: [.init(name: "id", value: "7"), .init(name: "name", value: "\"O'Hara\"")], formParameters: form,
            userAttributes: [.init(name: "token", value: "auth"), .init(name: "none", value: "missing")])
    }

    @Test func `an action is one request in Looker's form`() async throws {
        let receiver = try LocalReceiver(answer: Self.fine)
        defer { receiver.stop() }
        let actions = DataActions(sender: sender("127.0.0.1:\(receiver.port)"))
        let outcome = await actions.perform(
            action("http://127.0.0.1:\(receiver.port)/run?a=b", form: [.init(name: "title", type: "string")]),
            values: ["title": "Hello"], attributes: ["token": "t1", "region": "west"])
        #expect(outcome == ActionOutcome(isSuccess: true, message: "Hi"))
        let request = try #require(receiver.requests.first)
        #expect(receiver.requests.count == 1)
        #expect(request.hasPrefix("POST /run?a=b HTTP/1.1\r\n"))
        #expect(request.contains("\r\nContent-Type: application/json\r\n"))
        let body = try JSONValue.parse(String(try #require(request.split(separator: "\r\n\r\n").last)))
        #expect(
            body == [
                "type": "cell", "data": ["id": "7", "name": "\"O'Hara\"", "auth": "t1", "missing": .null],
                "form_params": ["title": "Hello"],
            ])
    }

    @Test func `what is wrong with the values keeps the action from being sent`() async throws {
        let receiver = try LocalReceiver(answer: Self.fine)
        defer { receiver.stop() }
        let outcome = await DataActions(sender: sender("127.0.0.1:\(receiver.port)")).perform(
            action("http://127.0.0.1:\(receiver.port)/", form: [.init(name: "a", type: "string", isRequired: true)]),
            values: [:], attributes: [:])
        #expect(outcome.objections.map(\.field) == ["a"] && !outcome.isSuccess && receiver.requests.isEmpty)
    }

    @Test func `a form may be fetched, and its fields come behind the model's`() async throws {
        let list = #"[{"name": "b", "label": "Fetched"}, {"name": "c"}]"#
        let receiver = try LocalReceiver(answer: "HTTP/1.1 200 OK\r\nContent-Length: \(list.utf8.count)\r\n\r\n\(list)")
        defer { receiver.stop() }
        let address = "http://127.0.0.1:\(receiver.port)/form"
        let fields = try await DataActions(sender: sender("127.0.0.1:\(receiver.port)")).form(
            of: action(
                "https://x.org", form: [.init(name: "a", type: "string"), .init(name: "b", type: "string")],
                formURL: address),
            attributes: [:])
        #expect(fields.map(\.name) == ["a", "b", "c"] && fields[1].label == "Fetched")
        #expect(receiver.requests.first?.contains(#""form_params":{}"#) == true)
    }

    @Test func `hosts that are not listed get nothing, and the answer says what to set`() async {
        let outcome = await DataActions(allowedHosts: AllowedHosts()).perform(
            action("https://hooks.example.com:8443/x"), values: [:], attributes: [:])
        #expect(
            outcome.message
                == "Actions may not be sent to hooks.example.com:8443. "
                + "An administrator can allow it in soundings.yaml: "
                + "`actions: {allowed_hosts: [\"hooks.example.com:8443\"]}`.")
        await #expect(throws: ActionFailure.badAddress) { try await sender().post([], to: "https://a@b/") }
    }

    @Test func `a redirect is not followed`() async throws {
        let receiver = try LocalReceiver(
            answer: "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
        defer { receiver.stop() }
        let host = "127.0.0.1:\(receiver.port)"
        await #expect(throws: ActionFailure.redirected(authority: host)) {
            try await sender(host).post([], to: "http://\(host)/")
        }
        #expect(receiver.requests.count == 1)
    }

    @Test func `an answer without an end is broken off`() async throws {
        let receiver = try LocalReceiver(
            answer: "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 300_000))
        defer { receiver.stop() }
        let host = "127.0.0.1:\(receiver.port)"
        var sender = sender(host)
        sender.answerLimit = 1_000
        await #expect(throws: ActionFailure.tooLong(authority: host, bytes: 1_000)) {
            try await sender.post([], to: "http://\(host)/")
        }
    }

    @Test func `who does not answer is not waited for for ever`() async throws {
        let receiver = try LocalReceiver(answer: "", isSilent: true)
        let host = "127.0.0.1:\(receiver.port)"
        var sender = sender(host)
        sender.timeLimit = .seconds(1)
        await #expect(throws: ActionFailure.timedOut(authority: host, seconds: 1)) {
            try await sender.post([], to: "http://\(host)/")
        }
        receiver.stop()
        await #expect(throws: ActionFailure.unreachable(authority: host)) {
            try await sender.post([], to: "http://\(host)/")
        }
    }

    @Test(arguments: ["http://crm.example.org/", "https://crm.example.org/"])
    func `a host that only a pattern allows may not lead into our own network`(_ url: String) async {
        var sender = sender("*.example.org")
        sender.lookup = HostLookup { _ in [NetworkAddress(bytes: [1, 1, 1, 1]), NetworkAddress(bytes: [10, 0, 0, 5])] }
        await #expect(throws: ActionFailure.notPublic(host: "crm.example.org", address: "10.0.0.5")) {
            try await sender.post([], to: url)
        }
        sender.lookup = HostLookup { _ in [] }
        await #expect(throws: ActionFailure.unknownHost("crm.example.org")) { try await sender.post([], to: url) }
    }

    @Test func `without TLS the connection goes to the address that was looked at, whatever the name leads to later`()
        async throws
    {
        let receiver = try LocalReceiver(answer: Self.fine)
        defer { receiver.stop() }
        var sender = sender("*.pinned.invalid:\(receiver.port)")
        // The first one is nobody's, so the second one gets it.
        sender.lookup = HostLookup { _ in
            [NetworkAddress(bytes: [127, 0, 0, 9]), NetworkAddress(bytes: [127, 0, 0, 1])]
        }
        sender.mayBeReached = { _ in true }
        let reply = try await sender.post([], to: "http://a.pinned.invalid:\(receiver.port)/x")
        #expect(reply.status == 200)
        let request = try #require(receiver.requests.first)
        #expect(request.contains("\r\nHost: a.pinned.invalid:\(receiver.port)\r\n"))
    }
}
