//! Many nodes need many sockets: more than the 1024 files that most systems allow a program that does not ask.

use rustix::process::{Resource, getrlimit, setrlimit};

pub fn allow_many_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!("the limit of open files stays as it is: {error}");
    }
}
