import Ingestion
import JSON
import Landing
import Testing

@Suite struct PingDoorTests {
    let fixture: DoorFixture
    let releases: Releases

    init() throws {
        fixture = try DoorFixture()
        releases = try Releases([
            .kubernetes: "5.3.1", .dockerCompose: "5.3.2", .single: "5.3.0", .app: "2023.04.01+1.a",
        ])
    }

    @Test(arguments: [
        ("", 400, "", 0), ("{", 400, "", 0), ("[]", 400, "", 0), ("null", 400, "no site ID specified", 0),
        ("{}", 400, "no site ID specified", 0), (#"{"version":"5.0.0"}"#, 400, "no site ID specified", 0),
        (#"{"site":"s"}"#, 400, "no version specified", 0),
        (#"{"site":"s","version":""}"#, 400, "no version specified", 0),
        (#"{"site":"s","version":"dev"}"#, 204, "", 0),
        (#"{"site":"s","version":"latest"}"#, 400, "latest is a bad version string: it is not MAJOR.MINOR.PATCH", 1),
        (
            #"{"site":"s","version":"dev","deployType":"app"}"#, 400,
            "dev is a bad version string: it is not MAJOR.MINOR.PATCH", 1
        ),
        (
            #"{"site":"s","version":"../../x"}"#, 400, #"../../x is a bad version string: it is not MAJOR.MINOR.PATCH"#,
            1
        ),
        (
            #"{"site":"s","version":"5.0.0+a_b"}"#, 400,
            "5.0.0+a_b is a bad version string: its build has other characters than letters, digits, - and .", 1
        ),
        (
            #"{"site":"s","version":"5.0.0-rc 1"}"#, 400,
            "5.0.0-rc 1 is a bad version string: its pre-release has other characters than letters, digits, - and .", 1
        ),
        (#"{"site":5,"version":"5.0.0"}"#, 400, "", 0), (#"{"site":"s","version":"5.0.0","u":"12"}"#, 400, "", 0),
        (#"{"site":"s","version":"5.0.0","u":3000000000}"#, 400, "", 0),
        (#"{"site":"s","version":"5.0.0","auth":"x"}"#, 400, "", 0),
        (
            #"{"site":"s","version":"5.0.0","unknown":[{}],"act":7}"#, 200,
            #"{"version":"5.3.0","updateAvailable":false}"#, 1
        ),
        (#"{"SITE":"s","Version":"5.3.0"}"#, 204, "", 1),
        (#"{"site":"s","version":"v5.3.1","deployType":"helm"}"#, 204, "", 1),
        (
            #"{"site":"s","version":"5.3.0","deployType":"k8s"}"#, 200, #"{"version":"5.3.1","updateAvailable":false}"#,
            1
        ),
        (
            #"{"site":"s","version":"5.3.1","deployType":"pure-docker"}"#, 200,
            #"{"version":"5.3.2","updateAvailable":false}"#, 1
        ),
        (
            #"{"site":"s","version":"5.3.0-rc.1","deployType":"server"}"#, 200,
            #"{"version":"5.3.0","updateAvailable":false}"#, 1
        ),
        (
            #"{"site":"s","version":"2023.03.23+205275.dd37e7","deployType":"app"}"#, 200,
            #"{"version":"2023.04.01+1.a","updateAvailable":true}"#, 1
        ),
        (
            #"{"site":"s","version":"2023.04.01","deployType":"app"}"#, 200,
            #"{"version":"2023.04.01+1.a","updateAvailable":false}"#, 1
        ),
        (
            #"{"site":"s","version":"218287_2025-11-21_5.0-5bd03cd18e71"}"#, 200,
            #"{"version":"5.3.0","updateAvailable":false}"#, 1
        ),
        (#"{"site":"s","version":"218287_2025-11-22_5.0-5bd03cd18e71"}"#, 204, "", 1),
    ])
    func `checks come in their order, with their answers`(
        _ body: String, _ status: Int, _ text: String, _ recorded: Int
    ) async throws {
        for path in ["/updates", "/.api/updates"] {
            let answer = await fixture.pings(releases).answer(post(body, to: path))
            #expect(answer.status == status)
            #expect(answer.text == text)
            if status == 200 { #expect(answer.header("content-type") == "application/json; charset=utf-8") }
        }
        #expect(try await fixture.stored().count == 2 * recorded)
    }

    @Test func `a build from a branch is old once forty days are over, not at the end of that day`() async {
        let check = #"{"site":"s","version":"218287_2025-11-22_5.0-5bd03cd18e71"}"#
        let door = fixture.pings(releases)
        #expect(await door.answer(post(check, to: "/updates", at: newYear)).status == 204)
        #expect(
            await door.answer(post(check, to: "/updates", at: newYear.adding(microseconds: 1))).status == 200)
    }

    @Test(arguments: ["PUT", "PATCH", "DELETE", "OPTIONS"])
    func `whatever is not a GET has a body`(_ method: String) async {
        var request = post(#"{"site":"s","version":"5.3.0"}"#, to: "/updates")
        request.method = method
        #expect(await fixture.pings(releases).answer(request).status == 204)
        request.body = []
        #expect(await fixture.pings(releases).answer(request).status == 400)
    }

    @Test func `a query is read leniently`() async throws {
        let door = fixture.pings(releases)
        #expect(await door.answer(get("/.api/updates", "site=s&version=3.12.6&u=x&signup=maybe&act=%7B")).status == 200)
        #expect(await door.answer(get("/updates/", "version=3.12.6")).text == "no site ID specified")
        #expect(await door.answer(get("/updates", "site=%zz&version=3.12.6")).status == 400)
        #expect(try await fixture.stored().map(\.facts.hasUpdate) == [true])
    }

    @Test func `without a known release nothing is newer`() async {
        let door = fixture.pings(Releases())
        #expect(await door.answer(post(#"{"site":"s","version":"1.0.0"}"#, to: "/updates")).status == 204)
        #expect(await door.answer(post(#"{"site":"s","version":"1_2001-01-01_x"}"#, to: "/updates")).status == 204)
    }

    @Test func `the answer is the same when nothing can be recorded`() async throws {
        await fixture.queue.close()
        let failures = Failures()
        let releases = releases
        let door = PingDoor(
            queue: fixture.queue, releases: { releases }, didFailToRecord: { _ in failures.count.withLock { $0 += 1 } })
        #expect(await door.answer(post(#"{"site":"s","version":"5.0.0"}"#, to: "/updates")).status == 200)
        #expect(failures.count.withLock { $0 } == 1)
    }

    @Test func `a body over the limit is 413`() async {
        let answer = await fixture.pings(releases).answer(
            post(#"{"site":"s","version":"5.0.0","x":"\#(String(repeating: "y", count: 1 << 20))"}"#, to: "/updates"))
        #expect(answer.status == 413)
    }

    @Test(arguments: [
        ("1.2.3", "1.2.4"), ("1.2.9", "1.10.0"), ("1.0.0-alpha", "1.0.0"), ("1.0.0-alpha", "1.0.0-alpha.1"),
        ("1.0.0-alpha.1", "1.0.0-alpha.beta"), ("1.0.0-beta.2", "1.0.0-beta.11"), ("1.0.0-rc.1", "1.0.0"),
        ("2023.03.23+205275.dd37e7", "2023.04.01"),
    ])
    func `versions in their order`(_ lower: String, _ higher: String) throws {
        #expect(try ProductVersion(lower) < ProductVersion(higher))
        #expect(!(try ProductVersion(higher) < ProductVersion(lower)))
    }

    @Test func `a release that is no version names itself`() {
        #expect(throws: ReleasesProblem.self) { _ = try Releases("5.x") }
    }
}
