//! What Redis runs as one step.
//!
//! A session is one text value: 8 bytes of version, `L` (live) or `E` (ended), 16 digits of the time in milliseconds, by
//! the clock of Redis, until which a turn holds the session, and the encoded session. One value takes less memory than
//! a hash, and its first bytes are all that the scripts look at.

use redis::Script;

/// Length of what stands before the encoded session.
pub(super) const HEADER: usize = 25;

/// What the scripts answer.
pub(super) mod answer {
    pub(in super::super) const OK: &str = "OK";
    pub(in super::super) const MISSING: &str = "MISSING";
    pub(in super::super) const CONFLICT: &str = "CONFLICT";
    pub(in super::super) const TAKEN: &str = "TAKEN";
}

/// The scripts, with their digests.
#[derive(Debug)]
pub(super) struct Scripts {
    /// Key; version, encoded session, life in milliseconds.
    pub(super) create: Script,
    /// Key. Gives value, remaining life and the time, in milliseconds; nothing if there is no session.
    pub(super) load: Script,
    /// Key; expected version, version, `L` or `E`, encoded session, life and time of the hold in milliseconds.
    pub(super) replace: Script,
    /// Key; expected version, or an empty text for any.
    pub(super) remove: Script,
}

impl Scripts {
    pub(super) fn new() -> Scripts {
        Scripts {
            create: Script::new(CREATE),
            load: Script::new(LOAD),
            replace: Script::new(REPLACE),
            remove: Script::new(REMOVE),
        }
    }
}

const CREATE: &str = "
local header = redis.call('GETRANGE', KEYS[1], 0, 8)
if header ~= '' then
  if string.sub(header, 1, 8) == ARGV[1] then return 'OK' end
  if string.sub(header, 9, 9) ~= 'E' then return 'TAKEN' end
end
redis.call('SET', KEYS[1], ARGV[1] .. 'L0000000000000000' .. ARGV[2], 'PX', ARGV[3])
return 'OK'
";

const LOAD: &str = "
local value = redis.call('GET', KEYS[1])
if not value then return false end
local time = redis.call('TIME')
return {value, redis.call('PTTL', KEYS[1]), time[1] * 1000 + math.floor(time[2] / 1000)}
";

const REPLACE: &str = "
local version = redis.call('GETRANGE', KEYS[1], 0, 7)
if version == '' then return 'MISSING' end
if version == ARGV[2] then return 'OK' end
if version ~= ARGV[1] then return 'CONFLICT' end
local held = 0
if ARGV[6] ~= '0' then
  local time = redis.call('TIME')
  held = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[6]
end
local header = ARGV[2] .. ARGV[3] .. string.format('%016.0f', held)
redis.call('SET', KEYS[1], header .. ARGV[4], 'PX', ARGV[5])
return 'OK'
";

const REMOVE: &str = "
local header = redis.call('GETRANGE', KEYS[1], 0, 8)
if header == '' or string.sub(header, 9, 9) == 'E' then return 'MISSING' end
if ARGV[1] ~= '' and string.sub(header, 1, 8) ~= ARGV[1] then return 'CONFLICT' end
redis.call('DEL', KEYS[1])
return 'OK'
";
