import Testing

@testable import DataActions

@Suite struct AllowedHostTests {
    private func hosts(_ texts: String...) -> AllowedHosts {
        var hosts = AllowedHosts()
        for text in texts {
            let isHost = hosts.insert(text)
            #expect(isHost, "\(text)")
        }
        return hosts
    }

    @Test(arguments: [
        ("https://hooks.example.com/a?b=c", AllowedHosts.Admission?.some(.byName)),
        ("https://HOOKS.example.com.:443/", .byName), ("http://hooks.example.com", .byName),
        ("https://hooks.example.com:8443/", nil), ("http://hooks.example.com:443/", nil),
        ("https://evil-hooks.example.com/", nil), ("https://hooks.example.com.evil.org/", nil),
        ("https://a.example.org/", .byPattern), ("https://a.b.example.org/", .byPattern),
        ("https://example.org/", nil), ("https://notexample.org/", nil),
        ("http://crm.internal:9000/x", .byName), ("https://crm.internal:9000/x", .byName),
        ("http://crm.internal/", nil),
        ("http://127.0.0.1:8000/", .byName), ("http://127.0.0.1/", nil), ("http://127.1:8000/", nil),
        ("http://2130706433:8000/", nil), ("http://0x7f.0.0.1:8000/", nil), ("http://localhost:8000/", nil),
        ("http://[::1]/", .byName), ("http://[0:0:0:0:0:0:0:1]/", .byName),
        ("http://[::ffff:127.0.0.1]:8000/", .byName),
    ]) func `an address is allowed by its host and its port`(_ text: String, _ expected: AllowedHosts.Admission?) throws
    {
        let allowed = hosts(
            "hooks.example.com", "*.example.org", "crm.internal:9000", "127.0.0.1:8000", "[::1]")
        #expect(allowed.admission(of: try #require(ActionAddress(text))) == expected)
    }

    @Test func `nothing is allowed until something is listed`() throws {
        #expect(AllowedHosts().admission(of: try #require(ActionAddress("https://example.com/"))) == nil)
    }

    @Test(arguments: [
        "", "*", "*.", "*.com", "*.0.0.1", "a.*.com", "https://example.com", "example.com/path", "example.com:0", "a b",
        "example.com:99999", "user@example.com", "exämple.com", "::1", "[::1", "[1.2.3.4]", "example..com",
        "example.com?x",
    ]) func `what is no host is not taken`(_ text: String) {
        var allowed = AllowedHosts()
        let isHost = allowed.insert(text)
        #expect(!isHost)
        #expect(allowed.isEmpty)
    }
}
