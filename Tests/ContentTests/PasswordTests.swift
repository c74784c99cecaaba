import Foundation
import Testing

@testable import Content

@Suite struct PasswordTests {
    /// RFC 7914, section 12: the third test vector.
    @Test func `a password is hashed as the RFC says`() throws {
        let hash =
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        let bytes = stride(from: 0, to: hash.count, by: 2).compactMap {
            UInt8(hash.dropFirst($0).prefix(2), radix: 16)
        }
        let kept = PasswordHash(
            logRounds: 14, blockSize: 8, parallelism: 1, salt: Array("SodiumChloride".utf8), hash: bytes)
        #expect(try kept.matches("pleaseletmein"))
        #expect(try !kept.matches("pleaseletmeim"))
        #expect(kept.text.hasPrefix("$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$"))
        #expect(PasswordHash(text: kept.text) == kept)
        #expect(kept.isOutdated)
    }

    @Test(arguments: [
        "", "$2b$12$abcdefghijklmnopqrstuv", "$scrypt$ln=15,r=8$AAAA$AAAA",
        "$scrypt$ln=40,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=15,r=8,p=9$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=15,r=8,p=3$AAAA$",
        "$scrypt$ln=x,r=8,p=3$AAAA$AAAA",
    ])
    func `what is no hash of ours, or costs too much, is none`(_ text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test func `tries are slowed down for an account and an address, and never for ever`() throws {
        let clock = TestClock()
        let throttle = SignInThrottle(now: { clock.now })
        func fail(_ account: String, _ address: String, times: Int) {
            for _ in 0..<times { throttle.failed(account: account, address: address) }
        }
        fail("a", "192.0.2.1", times: 4)
        #expect(throttle.wait(account: "a", address: "192.0.2.1") == nil)
        fail("a", "192.0.2.1", times: 1)
        #expect(throttle.wait(account: "a", address: "192.0.2.1") == 1)
        #expect(throttle.wait(account: "a", address: "198.51.100.1") == 1)
        #expect(throttle.wait(account: "b", address: "192.0.2.1") == nil)
        fail("a", "192.0.2.1", times: 20)
        #expect(throttle.wait(account: "a", address: "192.0.2.1") == 30)
        // The address has failed too often whatever the account.
        #expect(throttle.wait(account: "b", address: "192.0.2.1") != nil)
        clock.advance(hours: 31.0 / 3600)
        #expect(throttle.wait(account: "a", address: "192.0.2.1") == nil)
    }

    @Test func `whoever has signed in from a place does not wait for what others try elsewhere`() {
        let clock = TestClock()
        let throttle = SignInThrottle(now: { clock.now })
        throttle.succeeded(account: "a", address: "198.51.100.1")
        for n in 0..<200 { throttle.failed(account: "a", address: "192.0.2.\(n)") }
        #expect(throttle.wait(account: "a", address: "203.0.113.9") == 30)
        #expect(throttle.wait(account: "a", address: "198.51.100.1") == nil)
        for _ in 0..<5 { throttle.failed(account: "a", address: "198.51.100.1") }
        #expect(throttle.wait(account: "a", address: "198.51.100.1") == 1)
    }

    @Test func `of tries that are made at once no more get through than one by one`() {
        let clock = TestClock()
        let throttle = SignInThrottle(now: { clock.now })
        let begun = (0..<60).filter { _ in throttle.begin(account: "a", address: "192.0.2.1") == nil }
        #expect(begun.count == 5)
        clock.advance(hours: 31.0 / 3600)
        #expect(throttle.begin(account: "a", address: "192.0.2.1") == nil)
        #expect(throttle.begin(account: "a", address: "192.0.2.1") != nil)
        throttle.withdraw(account: "a", address: "192.0.2.1")
        throttle.withdraw(account: "a", address: "192.0.2.1")
        #expect(throttle.begin(account: "a", address: "192.0.2.1") == nil)
    }

    @Test func `tries that turn out well leave nothing behind`() {
        let clock = TestClock()
        let throttle = SignInThrottle(now: { clock.now })
        for n in 0..<40 {
            #expect(throttle.begin(account: "a", address: "192.0.2.\(n)") == nil)
            throttle.succeeded(account: "a", address: "192.0.2.\(n)")
        }
    }

    @Test func `whoever is known at an address does not wait for what others try from there`() {
        let clock = TestClock()
        let throttle = SignInThrottle(now: { clock.now })
        throttle.succeeded(account: "a", address: "192.0.2.1")
        for n in 0..<40 { throttle.failed(account: "guess \(n)", address: "192.0.2.1") }
        #expect(throttle.wait(account: "a", address: "192.0.2.1") == nil)
        #expect(throttle.wait(account: "b", address: "192.0.2.1") == 30)
    }

    @Test func `addresses of one network count as one`() {
        #expect(SignInThrottle.network("2001:db8:1:2:3:4:5:6") == SignInThrottle.network("2001:db8:1:2:ffff::1"))
        #expect(SignInThrottle.network("2001:db8::1") == SignInThrottle.network("2001:db8:0:0:9::1"))
        #expect(SignInThrottle.network("2001:db8:1:2::1") != SignInThrottle.network("2001:db8:1:3::1"))
        #expect(SignInThrottle.network("192.0.2.1") == "192.0.2.1")
    }

    @Test func `more than two hashes wait, and give up after a while`() async throws {
        let hasher = PasswordHasher(patience: .milliseconds(1))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await hasher.matches("correct horse battery", nil)) != nil }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        // Two at least have their turn at once; on a machine without a free moment some of the others, too, before they give up.
        #expect((2..<20).contains(outcomes.count { $0 }))
        #expect(try await hasher.matches("correct horse battery", nil) == false)
    }
}
