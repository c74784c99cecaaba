#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A program that is run to its end, with what it prints.
///
/// Foundation's `Process` is not used: on Linux it lists the open files of this process to close them in the child, and reads
/// beyond the end of that list when there are hundreds, as in a server with as many connections.
struct Command: Sendable {
    /// Looked for on the PATH.
    var program: String
    var arguments: [String]
    /// All that it gets of an environment.
    var environment: [String: String]

    struct Output: Sendable {
        /// 128 and the signal's number when a signal ended it; 127 when there is no such program.
        var status: Int32
        var bytes: [UInt8]
        var complaint: [UInt8]
        var wasLate = false
        /// Whether it printed more than was taken.
        var wasCut = false
    }

    private static let notFound: Int32 = 127
    /// Files of this process up to this number are not left open in the child.
    private static let closed: Int32 = 1_024

    /// Blocks until it has ended.
    /// - Parameters:
    ///   - seconds: After these it is killed.
    ///   - most: Bytes of each of its outputs that are kept.
    /// - Returns: `nil` when the system can't start anything.
    func run(seconds: Int, most: Int) -> Output? {
        guard let output = Pipe(), let complaint = Pipe() else { return nil }
        var process: pid_t = 0
        let problem = start(&process, output, complaint)
        output.closeWriting()
        complaint.closeWriting()
        if problem == ENOENT { return Output(status: Self.notFound, bytes: [], complaint: []) }
        guard problem == 0 else { return nil }
        var result = Output(status: 0, bytes: [], complaint: [])
        let deadline = Self.now + Double(seconds)
        var open = [output.reading, complaint.reading]
        while !open.isEmpty {
            let left = deadline - Self.now
            guard left > 0, Self.hasMore(open, milliseconds: left * 1_000) else {
                result.wasLate = true
                kill(-process, SIGKILL)
                break
            }
            open.removeAll { descriptor in
                var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0 { return errno != EAGAIN && errno != EINTR }
                let isOutput = descriptor == output.reading
                let held = isOutput ? result.bytes.count : result.complaint.count
                let taken = buffer[..<min(count, max(0, most - held))]
                if taken.count < count { result.wasCut = result.wasCut || isOutput }
                if isOutput { result.bytes += taken } else { result.complaint += taken }
                return count == 0
            }
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        result.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        return result
    }

    /// - Returns: The error's number.
    private func start(_ process: inout pid_t, _ output: Pipe, _ complaint: Pipe) -> Int32 {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, complaint.writing, 2)
        #if canImport(Darwin)
            let closing = Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
            // One that is not open is passed over.
            for descriptor in 3..<Self.closed { posix_spawn_file_actions_addclose(&actions, descriptor) }
            let closing: Int32 = 0
        #endif
        // A group of its own, so that what it starts ends with it; and none of the signals that the server ignores or blocks.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags =
            Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETPGROUP) | closing
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for text in words + settings { free(text) }
        }
        return posix_spawnp(&process, program, &actions, &attributes, &words, &settings)
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func hasMore(_ descriptors: [Int32], milliseconds: Double) -> Bool {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let ready = poll(&waiting, nfds_t(waiting.count), Int32(min(milliseconds, 600_000)))
            if ready < 0, errno == EINTR { continue }
            return ready > 0
        }
    }

    /// Both ends close when nobody has it any more.
    private final class Pipe {
        let reading: Int32
        let writing: Int32
        private var isWritingOpen = true

        init?() {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { return nil }
            (reading, writing) = (ends[0], ends[1])
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            // Two pipes are read in turns, so that a read of the one must not wait.
            _ = fcntl(reading, F_SETFL, O_NONBLOCK)
        }

        func closeWriting() {
            guard isWritingOpen else { return }
            isWritingOpen = false
            close(writing)
        }

        deinit {
            closeWriting()
            close(reading)
        }
    }
}
