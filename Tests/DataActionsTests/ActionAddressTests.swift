import Testing

@testable import DataActions

@Suite struct ActionAddressTests {
    @Test(arguments: [
        ("https://Example.com", "https://example.com/"), ("http://example.com:80/a", "http://example.com/a"),
        ("HTTPS://example.com:8443?x=1#top", "https://example.com:8443/?x=1"),
        ("https://example.com/a b/ü?q=\"<>\"", "https://example.com/a%20b/%C3%BC?q=%22%3C%3E%22"),
        ("https://example.com/%41%zz", "https://example.com/%41%zz"),
        ("http://[FE80::1]:81/", "http://[fe80::1]:81/"), ("http://a_b.example.com/", "http://a_b.example.com/"),
    ]) func `an address is read and written again`(_ text: String, _ written: String) {
        #expect(ActionAddress(text)?.url() == written)
    }

    @Test(arguments: [
        "", "example.com", "/path", "ftp://example.com/", "javascript:alert(1)", "https:example.com", "https:///path",
        "https://user:secret@example.com/", "https://example.com\\@evil.org/", "https://example.com:/",
        "https://example.com:80a/", "https://exam ple.com/", "https://example.com/a\nHost: evil.org", "https://é.com/",
        "https://[::1", "https://[example.com]/", "https://[::1]x/", "https://example.com:-1/", "https://.example.com/",
    ]) func `what could be read in two ways is no address`(_ text: String) {
        #expect(ActionAddress(text) == nil)
    }

    @Test func `the same address by another name of its host`() {
        let address = ActionAddress("http://example.com:8080/a?b")
        #expect(address?.url(of: "192.0.2.1") == "http://192.0.2.1:8080/a?b")
        #expect(address?.url(of: "2001:db8::1") == "http://[2001:db8::1]:8080/a?b")
        #expect(address?.authority == "example.com:8080")
    }
}

@Suite struct NetworkAddressTests {
    /// By `ipaddress.ip_address(text).is_global` of Python 3.11, but for what leads further from there or is
    /// newer: multicast, 6to4 (2002::/16), NAT64 (64:ff9b::/96), documentation (3fff::/20, RFC 9637).
    @Test(arguments: [
        ("1.1.1.1", true), ("9.255.255.255", true), ("11.0.0.0", true), ("100.63.255.255", true), ("100.128.0.0", true),
        ("172.15.255.255", true), ("172.32.0.0", true), ("192.167.255.255", true), ("198.17.255.255", true),
        ("198.20.0.0", true), ("223.255.255.255", true), ("2606:4700::1111", true), ("2a00:1450::1", true),
        ("0.0.0.0", false), ("10.1.2.3", false), ("100.64.0.1", false), ("100.127.255.255", false),
        ("127.0.0.1", false),
        ("127.255.255.254", false), ("169.254.169.254", false), ("172.16.0.1", false), ("172.31.255.255", false),
        ("192.0.0.1", false), ("192.0.2.1", false), ("192.168.0.1", false), ("198.18.0.1", false),
        ("198.19.255.255", false), ("198.51.100.1", false), ("203.0.113.1", false), ("224.0.0.1", false),
        ("240.0.0.1", false), ("255.255.255.255", false), ("::", false), ("::1", false), ("fe80::1", false),
        ("fc00::1", false), ("fd12:3456::1", false), ("ff02::1", false), ("2001:db8::1", false), ("2001::1", false),
        ("2002:7f00:1::", false), ("64:ff9b::7f00:1", false), ("::ffff:127.0.0.1", false), ("::ffff:1.1.1.1", true),
        ("3fff::1", false),
    ]) func `an address is of the internet, or of a network of its own`(_ text: String, _ isPublic: Bool) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == isPublic)
    }

    @Test(arguments: ["127.1", "0x7f.0.0.1", "2130706433", "01.2.3.4", "1.2.3", "localhost", "::1%lo", "", "1.2.3.4 "])
    func `only the plain forms are addresses`(_ text: String) { #expect(NetworkAddress(text) == nil) }

    @Test func `the system knows its own names`() async {
        let found = await HostLookup.system.addresses("localhost")
        #expect(!found.isEmpty && found.allSatisfy { !$0.isPublic })
        #expect(await HostLookup.system.addresses("no-such-host.invalid") == [])
    }
}
