/// Which version an instance runs on which day.
struct VersionHistory: Sendable {
    /// In the order of time.
    private var changes: [(day: Int, version: String, major: Int, minor: Int)] = []

    init(_ instance: PlannedInstance, releases: ReleaseLine) {
        if instance.hosting == .app {
            for release in releases.app { append(release, on: release.day + 1 + instance.index % 9) }
            return
        }
        switch instance.upgrades {
        case .prompt(let days):
            for release in releases.server { append(release, on: release.day + days) }
        case .skipping(let every, let days):
            for release in releases.server where release.patch == 1 && release.minor % max(1, every) == 0 {
                append(release, on: release.day + days)
            }
        case .never(let major, let minor, let patch):
            changes = [(Int.min, "\(major).\(minor).\(patch)", major, minor)]
        case .unreleased: changes = [(Int.min, "dev", 99, 0)]
        case .oneLeap(let major, let minor, let patch, let until):
            changes = [(Int.min, "\(major).\(minor).\(patch)", major, minor)]
            for release in releases.server { append(release, on: max(release.day + 14, until)) }
        }
    }

    /// Nobody goes back to an older version.
    private mutating func append(_ release: ReleaseLine.Release, on day: Int) {
        if let last = changes.last, (release.major, release.minor) < (last.major, last.minor) { return }
        if changes.last?.day == day { changes.removeLast() }
        changes.append((day, release.version, release.major, release.minor))
    }

    func version(on day: Int) -> (text: String, major: Int, minor: Int) {
        let change = changes.last { $0.day <= day } ?? changes.first
        return change.map { ($0.version, $0.major, $0.minor) } ?? ("4.0.0", 4, 0)
    }
}
