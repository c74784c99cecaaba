/// The product's releases up to the last day: a minor release about every four weeks, a patch or two after each.
struct ReleaseLine {
    struct Release {
        var family: Family
        var version: String
        var major: Int
        var minor: Int
        var patch: Int
        var day: Int
    }

    enum Family: String { case server, app }

    /// The line always ends with the same names, whatever the last day is, because `releases:` in the project's settings
    /// names the newest of them too.
    static let newestServer = "5.14.1"
    static let newestApp = "2025.12.0"

    /// Every minor release, the oldest first.
    private static let minors = (0...5).map { (major: 4, minor: $0) } + (0...14).map { (major: 5, minor: $0) }

    /// In the order in which they came out, each family by itself.
    let server: [Release]
    let app: [Release]

    init(settings: DemoSettings) {
        var random = Random(seed: settings.seed, .releases)
        var server: [Release] = []
        for (index, name) in Self.minors.enumerated() {
            let age = (Self.minors.count - 1 - index) * 28
            let day = settings.endDay - 24 - age - (age == 0 ? 0 : random.below(8))
            // The newest has had one patch, 4.5 has had five: it is the last of its line.
            let patches = age == 0 ? 1 : name == (4, 5) ? 5 : random.between(1, 2)
            for patch in 0...patches {
                server.append(
                    Release(
                        family: .server, version: "\(name.major).\(name.minor).\(patch)", major: name.major,
                        minor: name.minor, patch: patch, day: day + patch * 11))
            }
        }
        self.server = server.sorted { ($0.day, $0.major, $0.minor, $0.patch) < ($1.day, $1.major, $1.minor, $1.patch) }
        app = (0..<18).map { index in
            let month = index - 5
            let (year, minor) = month > 0 ? (2025, month) : (2024, month + 12)
            return Release(
                family: .app, version: "\(year).\(minor).0", major: year, minor: minor, patch: 0,
                day: settings.endDay - 14 - (17 - index) * 29)
        }
    }

    /// What was newest on `day`, if anything was out by then.
    func newestServer(on day: Int) -> Release? { server.last { $0.day <= day && $0.isNewest(among: server, on: day) } }

    /// Minor releases that came out after `release`'s and by `day`.
    func minorsAfter(_ release: Release, by day: Int) -> Int {
        server.count { $0.patch == 0 && $0.day <= day && ($0.major, $0.minor) > (release.major, release.minor) }
    }
}

extension ReleaseLine.Release {
    /// A patch of an old line may come out after a newer minor release.
    fileprivate func isNewest(among releases: [Self], on day: Int) -> Bool {
        !releases.contains { $0.day <= day && ($0.major, $0.minor, $0.patch) > (major, minor, patch) }
    }
}
