//! WebSocket, plain and secure. From libp2p-websocket itself: libp2p's `websocket` feature does not compile without its
//! `dns` feature (<https://github.com/libp2p/rust-libp2p/issues/6004>), and its builder takes no certificate.

use std::error::Error;

use libp2p::tcp::tokio::Transport as Tcp;
use libp2p_websocket::{
    Config,
    tls::{self, Certificate, PrivateKey},
};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject};

use crate::protocol::{Failure, Tls};

pub fn over(tcp: Tcp, tls: Option<&Tls>) -> Result<Config<Tcp>, Failure> {
    let mut websocket = Config::new(tcp);
    if let Some(tls) = tls {
        websocket.set_tls_config(tls_config(tls)?);
    }
    Ok(websocket)
}

/// Trusts the authority, beside the public ones: libp2p-websocket gives no way to leave these out.
fn tls_config(tls: &Tls) -> Result<tls::Config, Failure> {
    let mut config = tls::Config::builder();
    for authority in certificates(&tls.authority, "authority")? {
        config
            .add_trust(&authority)
            .map_err(|error| invalid("authority", &error))?;
    }
    match (&tls.certificate, &tls.key) {
        (Some(certificate), Some(key)) => {
            let key = PrivatePkcs8KeyDer::from_pem_slice(key.as_bytes())
                .map_err(|error| invalid("key", &error))?;
            config
                .server(
                    PrivateKey::new(key.secret_pkcs8_der().to_vec()),
                    certificates(certificate, "certificate")?,
                )
                .map_err(|error| invalid("certificate", &error))?;
        }
        (None, None) => {}
        _ => {
            return Err(Failure::invalid("tls: certificate and key go together"));
        }
    }
    Ok(config.finish())
}

fn certificates(pem: &str, option: &str) -> Result<Vec<Certificate>, Failure> {
    let certificates: Vec<Certificate> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .map(|certificate| certificate.map(|der| Certificate::new(der.to_vec())))
        .collect::<Result<_, _>>()
        .map_err(|error| invalid(option, &error))?;
    if certificates.is_empty() {
        return Err(Failure::invalid(format_args!(
            "tls.{option}: no certificate in it"
        )));
    }
    Ok(certificates)
}

fn invalid(option: &str, error: &dyn Error) -> Failure {
    Failure::invalid(format_args!("tls.{option}: {error}"))
}
